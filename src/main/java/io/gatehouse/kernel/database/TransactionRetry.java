package io.gatehouse.kernel.database;

import io.gatehouse.kernel.Failures;
import io.gatehouse.kernel.UnavailableException;
import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.annotation.Priority;
import jakarta.interceptor.AroundInvoke;
import jakarta.interceptor.Interceptor;
import jakarta.interceptor.InvocationContext;
import jakarta.transaction.RollbackException;
import jakarta.transaction.Status;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import org.jboss.logging.Logger;

/**
 * Runs a whole transaction again that PostgreSQL has rolled back because of a parallel one. All locks are taken in one
 * order (docs/architecture.md), so that this is the exception.
 */
final class TransactionRetry {
    private static final Logger LOG = Logger.getLogger(TransactionRetry.class);
    /** Outside of the interceptors that begin and end the transaction, at {@code PLATFORM_BEFORE + 200}. */
    private static final int OUTSIDE = Interceptor.Priority.PLATFORM_BEFORE + 199;

    private static final int ATTEMPTS = 3;
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);
    /** SQLSTATE of a serialization failure and of a deadlock. */
    private static final Set<String> CONFLICTS = Set.of("40001", "40P01");

    private TransactionRetry() {}

    private static Object run(InvocationContext method) throws Exception {
        for (int attempt = 1; ; attempt++) {
            try {
                return method.proceed();
            } catch (RuntimeException | RollbackException e) {
                Optional<String> conflict = Failures.sqlState(e).filter(CONFLICTS::contains);
                if (conflict.isEmpty()) {
                    throw e;
                }
                LOG.infof("transaction.conflict: SQLSTATE %s, attempt %d", conflict.get(), attempt);
                if (attempt == ATTEMPTS) {
                    throw new UnavailableException("transaction", RETRY_AFTER, e);
                }
            }
        }
    }

    /** Runs the outermost transaction again: a conflict has rolled back all that it did. */
    @Interceptor
    @Transactional
    @Priority(OUTSIDE)
    static class Outermost {
        @AroundInvoke
        Object run(InvocationContext method) throws Exception {
            return QuarkusTransaction.getStatus() == Status.STATUS_NO_TRANSACTION
                    ? TransactionRetry.run(method)
                    : method.proceed();
        }
    }

    /** Runs a transaction of its own again. */
    @Interceptor
    @Transactional(TxType.REQUIRES_NEW)
    @Priority(OUTSIDE)
    static class New {
        @AroundInvoke
        Object run(InvocationContext method) throws Exception {
            return TransactionRetry.run(method);
        }
    }
}
