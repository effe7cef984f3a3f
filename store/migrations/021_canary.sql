-- Up Migration

-- The sensor that is ours: a household of its own in a tree of areas of its own, in which nobody has a role. One row.
create table canary (
  only_one boolean primary key default true check (only_one),
  area_id bigint not null references area,
  household_id bigint not null references household,
  sensor_uid text not null references sensor,
  contact_point_id bigint not null references contact_point,
  policy_id bigint not null references policy,
  -- The process that drives it, and until when no other may.
  worker text,
  lease_until timestamptz not null default '-infinity',
  succeeded_at timestamptz,
  -- What was told of a failure that goes on, for whoever drives it next.
  course json not null default '{"kind": "well"}'
);

-- Down Migration

drop table canary;
