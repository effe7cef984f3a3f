-- Up Migration

-- Response figures are about the alerts that were raised within a time.
create index alert_raised on alert (raised_at);

-- Down Migration

drop index alert_raised;
