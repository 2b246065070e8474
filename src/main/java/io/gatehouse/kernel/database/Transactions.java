package io.gatehouse.kernel.database;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import jakarta.transaction.Transactional.TxType;
import java.util.function.Supplier;

/** Runs code in a transaction of its own; for methods that must work, such as hash a password, outside of it. */
@ApplicationScoped
public class Transactions {

    /** Runs the code in a new transaction and returns its result; an unchecked exception rolls back. */
    @Transactional(TxType.REQUIRES_NEW)
    public <T> T call(Supplier<T> code) {
        return code.get();
    }

    /** Runs the code in a new transaction; an unchecked exception rolls back. */
    @Transactional(TxType.REQUIRES_NEW)
    public void run(Runnable code) {
        code.run();
    }
}
