-- The address a person wishes for, until a link mailed there confirms it; one at a time.
create table email_change (
    administrator_id uuid primary key references administrator on delete cascade,
    realm_id uuid not null references realm on delete cascade,
    token_hash text not null unique,
    email text not null,
    -- What the account's access rested on when it was asked for: anything that ends flows ends this too.
    credential text not null,
    expires_at timestamptz not null
);

-- The address before, to go back to if the change is reported.
alter table administrator add column former_email text;
alter table administrator add column email_changed_at timestamptz;
