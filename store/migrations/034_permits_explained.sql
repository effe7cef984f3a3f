-- Up Migration

-- Explanations name the permits that they considered: every household's story is told anew, and they are written so.
update watch set state = null, state_version = state_version + 1, deadline = now() where order_id is not null;

-- Down Migration
