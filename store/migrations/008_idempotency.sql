-- Up Migration

-- A change that was asked for under a key of the caller's own, and its answer: who asks again is answered from here.
create table answered_request (
  staff_id bigint not null references staff,
  key text not null,
  -- The path that it was sent to, with the ids in it.
  route text not null,
  body_sha256 bytea not null,
  -- Null only inside the transaction that makes the change.
  answer jsonb,
  at timestamptz not null,
  primary key (staff_id, key)
);
create index answered_request_at on answered_request (at);

-- Down Migration

drop table answered_request;
