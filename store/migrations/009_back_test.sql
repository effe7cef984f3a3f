-- Up Migration

-- A draft policy run over recorded history, and what came of it. One that runs is held by a lease, which its process
-- renews; one whose lease is over ended with its process.
create table back_test (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  staff_id bigint not null references staff,
  from_at timestamptz not null,
  until_at timestamptz not null,
  settings json not null,
  state text not null default 'queued' check (state in ('queued', 'running', 'done', 'failed', 'cancelled')),
  created_at timestamptz not null,
  ended_at timestamptz,
  lease_until timestamptz,
  orders_done integer not null default 0,
  orders_all integer not null default 0,
  events bigint not null default 0,
  result jsonb,
  -- Why it failed, for people.
  failure text,
  check (until_at > from_at)
);
create index back_test_open on back_test (id) where state in ('queued', 'running');
create index back_test_created on back_test (created_at);

-- Down Migration

drop table back_test;
