-- Up Migration

-- The area that holds a sensor or a gateway decides who sees it: the household's while it is fitted, and afterwards the
-- stock it went back to.
alter table sensor add column area_id bigint references area;
alter table gateway add column area_id bigint references area;
-- Rows of no household (an area made, a member of staff added) belong to an area all the same; without one only the
-- staff of the root area see them.
alter table audit add column area_id bigint references area;

create index sensor_area on sensor (area_id, uid);
create index gateway_area on gateway (area_id);
create index audit_area on audit (area_id, id);
create index rejected_message_client on rejected_message (client_id, id);

-- The queue is read newest first, page by page.
create index alert_open on alert (id) where handling <> 'resolved' and merged_into is null;

-- Down Migration

drop index alert_open, rejected_message_client;
alter table audit drop column area_id;
alter table gateway drop column area_id;
alter table sensor drop column area_id;
