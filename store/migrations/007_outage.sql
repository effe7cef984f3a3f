-- Up Migration

-- When a process that hears sensors last said that it does. One row.
create table pulse (
  one boolean primary key default true check (one),
  at timestamptz not null
);
-- An installation that had no pulse yet was last there when it last heard something.
insert into pulse (at) select max(heard_at) from journal where heard_at > '-infinity' having count(*) > 0;

-- Outages of our own: nobody was heard in [from_at, until_at).
create table outage (
  id bigint generated always as identity primary key,
  from_at timestamptz not null,
  until_at timestamptz not null,
  -- When every household under an order that it falls within had it among its facts.
  told_at timestamptz,
  check (until_at > from_at)
);
create index outage_until on outage (until_at);
create index outage_untold on outage (id) where told_at is null;

-- Down Migration

drop table outage, pulse;
