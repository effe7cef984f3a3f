-- Up Migration

-- A handover sheet tells what people decided in a shift and what was open at its end.
create index alert_log_decision on alert_log (at) where what in ('resolved', 'dispatched');
create index alert_resolved on alert (resolved_at) where resolved_at is not null;

-- Down Migration

drop index alert_resolved, alert_log_decision;
