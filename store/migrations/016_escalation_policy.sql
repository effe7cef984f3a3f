-- Up Migration

-- Who is called when, how often again, and how long an alert may be in somebody's hands. Rows end and are never changed: an
-- escalation that runs keeps the policy that it began with.
create table escalation_policy (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  name text not null,
  -- Null: any kind.
  kinds text[] check (cardinality(kinds) > 0),
  -- Null: critical and major.
  severities text[] check (cardinality(severities) > 0 and severities <@ array['critical', 'major', 'minor']),
  -- [{level, afterMs, channels}, ...]; channels null: any.
  steps json not null,
  repeat_ms bigint not null,
  repeated_ms_max bigint not null,
  handling_ms bigint not null,
  created_by text not null,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index escalation_policy_area on escalation_policy (area_id) where ended_at is null;

alter table escalation
  -- Null: the default. Chosen when the run begins.
  add column policy_id bigint references escalation_policy,
  -- When an alert that is in somebody's hands goes back to the queue. The row of one that was never escalated is of run 0.
  add column handle_by timestamptz;
create index escalation_handle_by on escalation (handle_by) where handle_by is not null;

-- What is in somebody's hands already gets its time from now on.
insert into escalation as e (alert_id, run, began_at, due_at, stopped_at, stopped_why, handle_by)
select id, 0, now(), now(), now(), 'acknowledged', now() + interval '30 minutes'
from alert where handling = 'acknowledged' and merged_into is null
on conflict (alert_id) do update set handle_by = excluded.handle_by;

-- A message that tells of an acknowledgement of then is looked at again before it is sent, as a step is.
drop index notification_step;
create index notification_step on notification (due_at) where sent_at is null and failed_at is null
  and cancelled_at is null
  and (reason like 'step/%' or reason like 'repeat/%' or reason like 'reminder/%' or reason like 'again/%');

-- Down Migration

drop index notification_step;
create index notification_step on notification (due_at) where sent_at is null and failed_at is null
  and cancelled_at is null and (reason like 'step/%' or reason like 'repeat/%');
delete from escalation where run = 0;
alter table escalation drop column handle_by, drop column policy_id;
drop table escalation_policy;
