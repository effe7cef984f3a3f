-- Up Migration

-- Where a gateway's family speaks and listens, as MQTT filters: written when it is registered (adapters/, `filters`).
alter table gateway add column filters text[];

-- What another broker may ask: who connects, with the SHA-256 of their secret in hexadecimal …
create view mqtt_login as
  select uid as name, 'sensor' as kind, encode(secret_sha256, 'hex') as password_hash from sensor
  where secret_sha256 is not null and gateway_id is null and revoked_at is null
  union all
  select id, 'gateway', encode(secret_sha256, 'hex') from gateway where revoked_at is null;

-- … and what they may say and hear. Whoever is revoked may nothing.
create view mqtt_rule as
  select s.uid as name, 'allow' as permission, topic.action, 'menshen/v1/' || s.uid || topic.suffix as topic
  from sensor s cross join (values
    ('publish', '/up'), ('publish', '/gone'), ('subscribe', '/ack'), ('subscribe', '/down')) topic (action, suffix)
  where s.secret_sha256 is not null and s.gateway_id is null and s.revoked_at is null
  union all
  select g.id, 'allow', 'all', filter
  from gateway g cross join unnest(coalesce(g.filters, array[g.base_topic || '/#'])) filter
  where g.revoked_at is null;

-- Down Migration

drop view mqtt_rule, mqtt_login;
alter table gateway drop column filters;
