-- Up Migration

-- The delivery log: when a message was queued, handed over to its provider (sent_at) under which id of the provider's,
-- and when a receipt said that it arrived.
alter table notification
  add column queued_at timestamptz,
  add column reference text,
  add column delivered_at timestamptz,
  -- By then a receipt should have come; without one the person's next contact point gets the message.
  add column receipt_due_at timestamptz,
  -- It was not handed over, or did not arrive, and the person's next contact point was looked for. Once for a message.
  add column fell_back_at timestamptz;
update notification set queued_at = due_at;
alter table notification alter column queued_at set default now(), alter column queued_at set not null;
create index notification_receipt_due on notification (receipt_due_at)
  where delivered_at is null and failed_at is null and fell_back_at is null and receipt_due_at is not null;
create index notification_contact_point on notification (contact_point_id, id);

-- One row for every try whose end is known; a number that is missing was cut off before that. Append-only: it goes with its
-- notification and is not changed.
create table notification_attempt (
  notification_id bigint not null references notification on delete cascade,
  number integer not null,
  at timestamptz not null,
  outcome text not null check (outcome in ('sent', 'retry', 'throttled', 'failed')),
  -- The provider's words, short and without secrets.
  answer text,
  reference text,
  primary key (notification_id, number)
);
create function notification_attempt_stays() returns trigger language plpgsql as $$
begin
  raise exception 'a try is not rewritten';
end
$$;
create trigger notification_attempt_stays before update on notification_attempt
  for each row execute function notification_attempt_stays();

-- A member of staff's contact points have an order: an escalation begins with the lowest place, and of equal ones with the
-- one that was there first.
alter table contact_point add column place smallint not null default 100 check (place between 1 and 100);

-- Down Migration

alter table contact_point drop column place;
drop table notification_attempt;
drop function notification_attempt_stays;
drop index notification_contact_point, notification_receipt_due;
alter table notification drop column fell_back_at, drop column receipt_due_at, drop column delivered_at,
  drop column reference, drop column queued_at;
