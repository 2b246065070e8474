package io.gatehouse.account;

import io.gatehouse.admin.MobileNumber;

/**
 * A change of the mobile number under way, known by its session.
 *
 * @param flow secret id its codes belong to
 * @param number the new one, not proven yet
 * @param credential what the account's access rested on at the start; a change of it ends this
 */
record PendingPhone(String flow, MobileNumber number, String credential) {}
