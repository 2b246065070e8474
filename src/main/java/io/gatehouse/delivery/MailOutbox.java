package io.gatehouse.delivery;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;

/** Takes over mails in the transaction of their cause, and sends each until it has gone out. */
@ApplicationScoped
public class MailOutbox {

    /** Posts the mail in the caller's transaction; it goes out if that commits. */
    @Transactional(TxType.MANDATORY)
    public void post(DurableMail mail) {}
}
