-- Up Migration

-- How a sensor's states are to be read, where its gateway says that apart from them (Home Assistant's discovery).
alter table gateway_alias add column reading json;

-- The latest transmissions of a run without sequence numbers, by the sender's or the network's own name for them, each
-- with when it came: `[["packet 93 open", 1787390132941], …]`. A second delivery is told by it.
alter table journal add column recent json;

-- What people have said of products whose properties have neither fixed names nor a polarity. `product` is the
-- platform's product key, or `*`; the rest is adapters/product-mapping.ts.
create table product_mapping (
  gateway_id text not null references gateway,
  product text not null,
  mapping jsonb not null,
  changed_at timestamptz not null,
  changed_by bigint not null references staff,
  primary key (gateway_id, product)
);

-- Down Migration

drop table product_mapping;
alter table journal drop column recent;
alter table gateway_alias drop column reading;
