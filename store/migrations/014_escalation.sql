-- Up Migration

-- A contact point is an area's, or one member of staff's own: theirs gets what an escalation sends to them, and nothing else.
alter table contact_point
  alter column area_id drop not null,
  add column staff_id bigint references staff,
  add constraint contact_point_owner check (num_nonnulls(area_id, staff_id) = 1);
create unique index contact_point_staff on contact_point (staff_id, channel, target) where staff_id is not null;

-- How far an alert's way through the levels of the rosters has come. The row alone says what is due and when.
create table escalation (
  alert_id bigint primary key references alert on delete cascade,
  -- Delays count from here: when the alert was raised, reopened, released or became more severe, each a run of its own.
  began_at timestamptz not null,
  run integer not null default 1,
  -- The step that is due next; after the last one, repetitions are.
  step smallint not null default 0,
  repeats integer not null default 0,
  due_at timestamptz not null,
  stopped_at timestamptz,
  stopped_why text check (stopped_why in ('acknowledged', 'resolved', 'cleared', 'held', 'merged', 'too_long')),
  check ((stopped_at is null) = (stopped_why is null))
);
create index escalation_due on escalation (due_at) where stopped_at is null;
-- An escalation's messages are looked through for those that nobody needs any more.
create index notification_step on notification (due_at) where sent_at is null and failed_at is null
  and cancelled_at is null and (reason like 'step/%' or reason like 'repeat/%');
create index roster_level on roster (area_id, level) where ended_at is null;

-- Down Migration

drop index roster_level, notification_step;
drop table escalation;
delete from notification where contact_point_id in (select id from contact_point where staff_id is not null);
delete from contact_point where staff_id is not null;
alter table contact_point drop column staff_id, alter column area_id set not null;
