-- Up Migration

-- While work is done somewhere, alerts are raised and shown and nobody is told: for an area, or one household of it, and
-- for some kinds of alerts or all. Rows end and are never changed otherwise.
create table silence (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  household_id bigint references household,
  -- Null: any.
  kinds text[] check (cardinality(kinds) > 0),
  reason text not null check (reason <> ''),
  created_by text not null,
  created_at timestamptz not null,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  ended_at timestamptz,
  ended_by text,
  -- From then on it holds nothing back. One that was ended before it began never did.
  over_at timestamptz generated always as (least(until_at, ended_at)) stored,
  check ((ended_at is null) = (ended_by is null))
);
create index silence_over on silence (over_at);
create index silence_area on silence (area_id);

-- Whose log says already that it was silenced.
create table silenced_alert (
  silence_id bigint not null references silence on delete cascade,
  alert_id bigint not null references alert on delete cascade,
  primary key (silence_id, alert_id)
);
create index silenced_alert_alert on silenced_alert (alert_id);

-- What is not critical goes to a contact point singly, from an instant on that counts against its budget, or together
-- with others in a digest, which is a notification about no alert of its own.
alter table notification
  add column single_at timestamptz,
  add column digest_id bigint references notification on delete set null,
  drop constraint notification_is_about,
  add constraint notification_is_about check (
    case when reason in ('test', 'digest') then alert_id is null and order_id is null
    when reason = 'resident' then alert_id is null and num_nonnulls(order_id, sensor_uid, opened_at) = 3
    else alert_id is not null and order_id is null end);
-- What was tried already goes on singly: it may have arrived.
update notification set single_at = due_at
where attempts > 0 and alert_id is not null and sent_at is null and failed_at is null and cancelled_at is null;
-- One that could not be handed over is tried again by itself, and holds the next one up no longer.
create unique index notification_digest on notification (contact_point_id) where reason = 'digest'
  and sent_at is null and failed_at is null and cancelled_at is null and fell_back_at is null;
create index notification_digest_member on notification (digest_id) where digest_id is not null;
create index notification_single on notification (contact_point_id, single_at) where single_at is not null;

-- Down Migration

drop index notification_single, notification_digest_member, notification_digest;
-- What waited for its digest is due by itself.
update notification set digest_id = null where digest_id is not null;
delete from notification where reason = 'digest';
alter table notification
  drop constraint notification_is_about, drop column digest_id, drop column single_at,
  add constraint notification_is_about check (
    case reason when 'test' then alert_id is null and order_id is null
    when 'resident' then alert_id is null and num_nonnulls(order_id, sensor_uid, opened_at) = 3
    else alert_id is not null and order_id is null end);
drop table silenced_alert, silence;
