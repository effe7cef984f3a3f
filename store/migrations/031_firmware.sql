-- Up Migration

-- What a sensor last said of its firmware. Those of other makers never say it, and all their readings would be gone through.
create index sensor_reading_firmware on sensor_reading (sensor_uid, read_at) where firmware is not null;

-- Down Migration

-- A series that was made a plain table again has it under a name of PostgreSQL's own, and loses it with the table.
drop index if exists sensor_reading_firmware;
