package io.gatehouse.otp;

import io.gatehouse.administrator.ContactAddress;
import io.gatehouse.delivery.message.CodePurpose;
import io.gatehouse.kernel.id.AdministratorId;
import io.gatehouse.kernel.id.RealmId;

/**
 * All that a code is bound to: with any part of it another, the code is a wrong one.
 *
 * @param flow secret id of the flow that asked for the code
 * @param destination where it was sent, and so by which channel
 */
public record CodeBinding(
        String flow, RealmId realm, AdministratorId administrator, CodePurpose purpose, ContactAddress destination) {

    /** Names neither the flow's secret nor the destination. */
    @Override
    public String toString() {
        return "CodeBinding[" + purpose + "]";
    }
}
