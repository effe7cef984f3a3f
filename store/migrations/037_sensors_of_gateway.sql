-- Up Migration

-- A gateway's sensors, and what it calls one: both were found by going through all sensors, or all names.
create index sensor_gateway on sensor (gateway_id, uid) where gateway_id is not null;
create index gateway_alias_sensor on gateway_alias (sensor_uid);

-- Down Migration

drop index gateway_alias_sensor;
drop index sensor_gateway;
