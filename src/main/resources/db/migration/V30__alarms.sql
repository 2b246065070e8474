-- When an alarm was last raised: the same one rings once an hour.
create table alarm (
    realm_id uuid not null references realm on delete cascade,
    cause text not null,
    occasion text not null,
    raised_at timestamptz not null,
    primary key (realm_id, cause, occasion)
);
