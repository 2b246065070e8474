/** What operators do by command: on the machine itself, without a session, and kept in the audit log all the same. */
package io.gatehouse.operation;
