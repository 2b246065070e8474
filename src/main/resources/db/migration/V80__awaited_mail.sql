-- What somebody waits for goes out before the news to everybody of a large realm.
alter table mail_outbox add column awaited boolean not null default false;
drop index mail_outbox_due;
create index mail_outbox_due on mail_outbox (awaited desc, next_attempt_at) where state = 'WAITING';
