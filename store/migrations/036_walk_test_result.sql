-- Up Migration

-- What a passed walk test showed of the fitting: how long opening and closing took to be seen, and how well the sensor was heard.
alter table fitting
  add column walk_test_opened_ms integer check (walk_test_opened_ms >= 0),
  add column walk_test_closed_ms integer check (walk_test_closed_ms >= 0),
  add column walk_test_rssi real;

-- Down Migration

alter table fitting drop column walk_test_opened_ms, drop column walk_test_closed_ms, drop column walk_test_rssi;
