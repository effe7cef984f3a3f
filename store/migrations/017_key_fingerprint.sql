-- Up Migration

-- Which master key the data goes with: what is encrypted or signed under it is lost without it. At most one row.
create table key_fingerprint (
  one boolean primary key default true check (one),
  fingerprint bytea not null
);

-- Down Migration

drop table key_fingerprint;
