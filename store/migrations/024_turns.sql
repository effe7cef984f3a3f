-- Up Migration

-- Whose turn it is to be sent, read off an index and not sorted out of everything that waits: a channel's most urgent
-- first. 1 critical and what is for a resident, 2 major and digests, 3 minor, 4 trials.
alter table notification add column channel text, add column urgency smallint;

create function notification_turn() returns trigger language plpgsql as $$
begin
  select channel into new.channel from contact_point where id = new.contact_point_id;
  new.urgency := case when new.reason = 'resident' then 1 when new.reason = 'digest' then 2 else coalesce((
    select array_position(array['critical', 'major', 'minor'], severity) from alert where id = new.alert_id), 4) end;
  return new;
end
$$;
create trigger notification_turn before insert on notification for each row execute function notification_turn();

create function alert_turn() returns trigger language plpgsql as $$
begin
  update notification set urgency = array_position(array['critical', 'major', 'minor'], new.severity)
  where alert_id = new.id and sent_at is null and failed_at is null and cancelled_at is null
    and urgency <> array_position(array['critical', 'major', 'minor'], new.severity);
  return null;
end
$$;
create trigger alert_turn after update of severity on alert for each row
  when (old.severity <> new.severity) execute function alert_turn();

update notification n set channel = c.channel,
  urgency = case when n.reason = 'resident' then 1 when n.reason = 'digest' then 2 else coalesce((
    select array_position(array['critical', 'major', 'minor'], severity) from alert where id = n.alert_id), 4) end
from contact_point c where c.id = n.contact_point_id;
alter table notification alter column channel set not null, alter column urgency set not null;

drop index notification_due;
create index notification_turn on notification (channel, urgency, due_at, id)
  where sent_at is null and failed_at is null and cancelled_at is null;

-- Down Migration

drop index notification_turn;
create index notification_due on notification (due_at)
  where sent_at is null and failed_at is null and cancelled_at is null;
drop trigger alert_turn on alert;
drop function alert_turn;
drop trigger notification_turn on notification;
drop function notification_turn;
alter table notification drop column channel, drop column urgency;
