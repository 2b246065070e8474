-- What sends are counted by, without knowing whose they are.
alter table delivery
    add column proven boolean not null default true,
    -- HMAC of the client address of whoever asked.
    add column requester_mac bytea,
    add column country text,
    -- HMACs of the two ranges of 100 numbers that the number lies in.
    add column ranges text[],
    add column used_at timestamptz;
create index delivery_of_requester on delivery (requester_mac, created_at);
create index delivery_of_realm on delivery (realm_id, created_at, id);
create index administrator_of_phone on administrator (phone) where phone is not null;

-- Countries and ranges of numbers to which no unproven number is sent a code for a while.
create table send_pause (
    realm_id uuid not null references realm on delete cascade,
    what text not null,
    ends_at timestamptz not null,
    primary key (realm_id, what)
);
