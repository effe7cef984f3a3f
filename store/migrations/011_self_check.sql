-- Up Migration

-- The latest check of an order's conclusions against their replay. A row is also the claim of the process that is at it,
-- so that several processes share the orders.
create table self_check (
  order_id bigint primary key references quarantine_order,
  begun_at timestamptz not null,
  -- Null while somebody is at it, or when they never came to its end.
  differences integer
);

-- Down Migration

drop table self_check;
