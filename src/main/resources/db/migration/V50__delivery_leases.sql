-- Until when the node that has a message under way vouches for it; whoever else wants to know may then take it for lost.
alter table delivery add column held_until timestamptz not null default now() + interval '1 minute';
create index delivery_under_way on delivery (held_until) where state = 'QUEUED';
