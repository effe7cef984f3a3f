-- Up Migration

-- Which policy holds from when on: for an order, or for every order within an area that has none of its own. Without a
-- policy the order takes its area's again, and the area that of the area around it.
create table policy_assignment (
  id bigint generated always as identity primary key,
  order_id bigint references quarantine_order,
  area_id bigint references area,
  policy_id bigint references policy,
  from_at timestamptz not null,
  assigned_by text not null,
  check (num_nonnulls(order_id, area_id) = 1)
);
create index policy_assignment_order on policy_assignment (order_id) where order_id is not null;
create index policy_assignment_area on policy_assignment (area_id) where area_id is not null;

-- An order with a policy of its own has it from its start; one without inherits.
alter table quarantine_order alter column policy_id drop not null;

alter table policy add column created_by text not null default 'menshen';

-- A door on test, or with no sensor named all doors of a household: openings are recorded as test and raise nothing.
create table on_test (
  id bigint generated always as identity primary key,
  household_id bigint not null references household,
  sensor_uid text references sensor,
  from_at timestamptz not null,
  until_at timestamptz not null,
  ended_at timestamptz,
  reason text not null,
  put_by text not null,
  check (until_at > from_at)
);
create index on_test_household on on_test (household_id, from_at);

-- From when on the facts that a state was folded with may be out of date. Set with the deadline, so that the sweep
-- renews them in small batches: a change that concerns a whole district is one statement, and a crash forgets nothing.
alter table watch add column facts_stale_from timestamptz;

-- States were folded by other rules: every household's story is told anew.
update watch set state = null, state_version = state_version + 1, deadline = now() where order_id is not null;

-- Down Migration

alter table watch drop column facts_stale_from;
drop table on_test, policy_assignment;
alter table policy drop column created_by;
