-- Up Migration

-- Who is on duty for an area, by the wall clock of the area's zone.
create table roster (
  id bigint generated always as identity primary key,
  area_id bigint not null references area,
  name text not null,
  level text not null check (level in ('grid_worker', 'duty_desk', 'street_office')),
  created_at timestamptz not null,
  ended_at timestamptz,
  -- When it is looked at next for hours in which nobody is on duty.
  look_at timestamptz not null
);
create unique index roster_name on roster (area_id, name) where ended_at is null;
create index roster_look_at on roster (look_at) where ended_at is null;

-- Who is called when nobody is on duty, in this order.
create table roster_fallback (
  roster_id bigint not null references roster,
  place smallint not null,
  staff_id bigint not null references staff,
  primary key (roster_id, place),
  unique (roster_id, staff_id)
);

-- One person on these weekdays (1 is Monday), from one time of day until another; one that is not later is the next day's.
create table shift (
  id bigint generated always as identity primary key,
  roster_id bigint not null references roster,
  staff_id bigint not null references staff,
  weekdays smallint[] not null check (cardinality(weekdays) > 0 and weekdays <@ array[1, 2, 3, 4, 5, 6, 7]::smallint[]),
  from_time time not null,
  until_time time not null check (until_time <> from_time),
  -- The first and the last day on which it begins.
  valid_from date not null,
  valid_until date
);
create index shift_roster on shift (roster_id, id);
create index shift_staff on shift (staff_id);

-- Dated exceptions, one on top of the other in the order in which they were entered.
create table roster_exception (
  id bigint generated always as identity primary key,
  roster_id bigint not null references roster,
  kind text not null check (kind in ('absent', 'extra', 'swap')),
  staff_id bigint not null references staff,
  -- Who takes a swap's place.
  substitute_id bigint references staff,
  from_at timestamptz not null,
  until_at timestamptz not null check (until_at > from_at),
  reason text not null,
  made_by text not null,
  made_at timestamptz not null,
  -- When a person ended it: it holds no longer from then on.
  ended_at timestamptz,
  check ((kind = 'swap') = (substitute_id is not null) and substitute_id is distinct from staff_id)
);
create index roster_exception_roster on roster_exception (roster_id, until_at);
create index roster_exception_until on roster_exception (until_at);

-- Down Migration

drop table roster_exception, shift, roster_fallback, roster;
delete from notification where alert_id in (select id from alert where kind = 'roster_empty');
delete from alert_log where alert_id in (select id from alert where kind = 'roster_empty');
delete from alert where kind = 'roster_empty';
