-- Mails that must arrive, kept until they have gone out.
create table mail_outbox (
    id uuid primary key,
    realm_id uuid not null references realm on delete cascade,
    administrator_id uuid not null references administrator on delete cascade,
    kind text not null,
    -- One cause, one mail of a kind to a person.
    cause text not null,
    -- Address, link and requester, encrypted; there as long as the mail may still go out.
    sealed bytea,
    state text not null check (state in ('WAITING', 'SENT', 'DEAD')),
    attempts integer not null,
    -- While it is being sent, when it counts as abandoned.
    next_attempt_at timestamptz not null,
    give_up_at timestamptz not null,
    error text,
    created_at timestamptz not null,
    changed_at timestamptz not null,
    unique (administrator_id, kind, cause),
    check ((state = 'WAITING') = (sealed is not null))
);
create index mail_outbox_due on mail_outbox (next_attempt_at) where state = 'WAITING';
