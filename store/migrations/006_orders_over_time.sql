-- Up Migration

-- An order is watched from its start, or from its activation when that came later. It goes active by itself once the
-- household's conditions are true, or by a named person who gives a reason. Orders of the time before are active.
alter table quarantine_order
  add column activated_at timestamptz,
  add column activated_by text,
  add column activation_reason text,
  add column continues_order_id bigint references quarantine_order,
  add check ((activated_by is null) = (activation_reason is null)),
  add check (activated_at is not null or activated_by is null);
update quarantine_order set activated_at = starts_at;
alter table quarantine_order
  add column watched_from timestamptz generated always as
    (case when activated_at is not null then greatest(starts_at, activated_at) end) stored,
  add column watched_until timestamptz generated always as (least(ends_at, released_at)) stored;
create index quarantine_order_waiting on quarantine_order (household_id) where activated_at is null;

-- The conditions: the household's phone was called, an installer walked through the door, staff were reached.
alter table household add column contact_confirmed_at timestamptz, add column contact_confirmed_by text;
alter table fitting add column walk_test_passed_at timestamptz, add column walk_test_passed_by text;
alter table contact_point add column delivered_at timestamptz;

-- What became of an order, who did it and why. Append-only.
create table order_change (
  id bigint generated always as identity primary key,
  order_id bigint not null references quarantine_order,
  at timestamptz not null,
  what text not null check (what in ('activated', 'extended', 'continued', 'released')),
  -- Null when it happened by itself.
  changed_by text,
  reason text not null default '',
  ends_at_before timestamptz,
  ends_at_after timestamptz,
  continuation_id bigint references quarantine_order
);
create index order_change_order on order_change (order_id, id);

create function order_change_stays() returns trigger language plpgsql as $$
begin
  raise exception 'order_change is append-only';
end $$;
create trigger order_change_stays before update or delete on order_change
  for each row execute function order_change_stays();

-- A permit is for one household, or for every household of an area: a planned round.
alter table permit
  alter column household_id drop not null,
  add column area_id bigint references area,
  add check (num_nonnulls(household_id, area_id) = 1);
create index permit_area on permit (area_id, from_at) where area_id is not null;

-- A test message to a contact point is about no alert; one at a time.
alter table notification
  alter column alert_id drop not null,
  add check ((alert_id is null) = (reason = 'test'));
create unique index notification_test on notification (contact_point_id)
  where alert_id is null and sent_at is null and failed_at is null;

-- Down Migration

drop index notification_test;
delete from notification where alert_id is null;
alter table notification drop constraint notification_check, alter column alert_id set not null;
delete from permit where household_id is null;
alter table permit drop column area_id, alter column household_id set not null;
drop table order_change;
drop function order_change_stays;
alter table contact_point drop column delivered_at;
alter table fitting drop column walk_test_passed_at, drop column walk_test_passed_by;
alter table household drop column contact_confirmed_at, drop column contact_confirmed_by;
alter table quarantine_order drop column watched_from, drop column watched_until, drop column continues_order_id,
  drop column activation_reason, drop column activated_by, drop column activated_at;
