-- Up Migration

-- How strongly a sensor's run was last heard, in dBm: the latest only, as with its contact, so that it is known with and
-- without an order, and while a sensor is being put on a door.
alter table journal add column rssi real;

-- Down Migration

alter table journal drop column rssi;
