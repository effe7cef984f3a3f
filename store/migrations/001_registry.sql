-- Up Migration

create table area (
  id bigint generated always as identity primary key,
  parent_id bigint references area,
  kind text not null check (kind in ('city', 'district', 'street', 'community', 'compound', 'building', 'unit')),
  name text not null,
  time_zone text,
  -- This area and all its ancestors: an area lies within another when its path contains it.
  path bigint[] not null default '{}'
);
create index area_path on area using gin (path);
create unique index area_name_under_parent on area (coalesce(parent_id, 0), kind, name);

create function area_set_path() returns trigger language plpgsql as $$
begin
  new.path := coalesce((select path from area where id = new.parent_id), '{}') || new.id;
  return new;
end $$;
create trigger area_path before insert on area for each row execute function area_set_path();

create table household (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  room text not null,
  floor integer,
  care_flags text[] not null default '{}',
  access_notes text not null default '',
  unique (area_id, room)
);

create table staff (
  id bigint generated always as identity primary key,
  username text not null unique,
  display_name text not null,
  password_hash text not null,
  must_change_password boolean not null default false,
  created_at timestamptz not null default now(),
  disabled_at timestamptz
);

create table staff_role (
  staff_id bigint not null references staff,
  role text not null check (role in ('viewer', 'grid_worker', 'duty_officer', 'installer', 'admin', 'auditor')),
  area_id bigint not null references area,
  primary key (staff_id, role, area_id)
);

create table session (
  token_sha256 bytea primary key,
  staff_id bigint not null references staff,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  revoked_at timestamptz
);
create index session_staff on session (staff_id);

create table audit (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  staff_id bigint references staff,
  action text not null,
  household_id bigint references household,
  purpose text,
  detail jsonb not null default '{}'
);
create index audit_household on audit (household_id, at);

create table gateway (
  id text primary key,
  adapter text not null,
  base_topic text not null unique,
  secret_sha256 bytea not null,
  state text not null default 'unknown' check (state in ('online', 'offline', 'unknown')),
  state_at timestamptz,
  revoked_at timestamptz
);

create table sensor (
  uid text primary key,
  model text not null default 'native',
  gateway_id text references gateway,
  secret_sha256 bytea,
  state text not null default 'stock' check (state in ('stock', 'fitted', 'retired')),
  reporting_limit_seconds integer not null check (reporting_limit_seconds > 0),
  revoked_at timestamptz
);
create index sensor_revoked on sensor (revoked_at) where revoked_at is not null;

create table gateway_alias (
  gateway_id text not null references gateway,
  alias text not null,
  sensor_uid text not null references sensor,
  primary key (gateway_id, alias)
);

create table fitting (
  id bigint generated always as identity primary key,
  sensor_uid text not null references sensor,
  household_id bigint not null references household,
  door text not null default 'front',
  fitted_from timestamptz not null,
  fitted_until timestamptz,
  check (fitted_until > fitted_from)
);
create index fitting_sensor on fitting (sensor_uid, fitted_from);
create index fitting_household on fitting (household_id, fitted_from);
create unique index fitting_current on fitting (sensor_uid) where fitted_until is null;

create table policy (
  id bigint generated always as identity primary key,
  name text not null,
  version integer not null,
  settings jsonb not null,
  created_at timestamptz not null default now(),
  unique (name, version)
);
insert into policy (name, version, settings) values
  ('default', 1, '{"openingAlert":"every","graceSeconds":0,"openingsPerDay":5,"leftOpenSeconds":120,"mergeMinutes":10}'),
  ('every opening', 1, '{"openingAlert":"every","graceSeconds":0,"openingsPerDay":5,"leftOpenSeconds":120,"mergeMinutes":0}'),
  ('five a day', 1, '{"openingAlert":"over_limit","graceSeconds":0,"openingsPerDay":5,"leftOpenSeconds":120,"mergeMinutes":10}');

create table quarantine_order (
  id bigint generated always as identity primary key,
  household_id bigint not null references household,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  released_at timestamptz,
  basis text not null,
  issued_by text not null,
  policy_id bigint not null references policy,
  created_at timestamptz not null default now(),
  -- What each fitted sensor had last said when the order began: {"<sensor uid>": "open" | "closed"}; null until it began.
  contacts_at_start jsonb,
  check (ends_at > starts_at)
);
create index quarantine_order_household on quarantine_order (household_id, starts_at);

create table permit (
  id bigint generated always as identity primary key,
  household_id bigint not null references household,
  from_at timestamptz not null,
  until_at timestamptz not null,
  reason text not null check (reason in ('delivery', 'rubbish', 'nucleic_acid_test', 'medical', 'staff_visit', 'other')),
  openings_max integer not null check (openings_max > 0),
  going_out boolean not null default false,
  note text not null default '',
  granted_by text not null,
  granted_at timestamptz not null,
  revoked_at timestamptz,
  revoked_by text,
  check (until_at > from_at)
);
create index permit_household on permit (household_id, from_at);

-- Down Migration

drop table permit, quarantine_order, policy, fitting, gateway_alias, sensor, gateway, audit, session, staff_role, staff,
  household, area;
drop function area_set_path;
