-- Up Migration

-- The facts that stories go on with are read as they were written, and policies have one more setting now.
update watch_facts set facts = jsonb_set(facts::jsonb, '{policies}', (
  select jsonb_agg(jsonb_set(it, '{policy,residentFirstSeconds}', '0') order by place)
  from jsonb_array_elements(facts::jsonb -> 'policies') with ordinality as p (it, place)))::json;

-- Down Migration

select 1;
