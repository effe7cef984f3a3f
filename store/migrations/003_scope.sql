-- Up Migration

-- A sensor or gateway in stock has no household yet: the area that holds it decides who sees it.
alter table sensor add column area_id bigint references area;
alter table gateway add column area_id bigint references area;
-- Rows of no household (an area made, a member of staff added) belong to an area all the same; without one only the
-- staff of the root area see them.
alter table audit add column area_id bigint references area;

-- The queue is read newest first, page by page.
create index alert_open on alert (id) where handling <> 'resolved' and merged_into is null;

-- Down Migration

drop index alert_open;
alter table audit drop column area_id;
alter table gateway drop column area_id;
alter table sensor drop column area_id;
