-- Why a message did not get through, in a word that a page can explain; "error" keeps the provider's own code.
alter table delivery add column failure text;
create index delivery_of_provider on delivery (provider_message_id) where provider_message_id is not null;
