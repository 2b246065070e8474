package io.gatehouse.kernel.database;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;
import jakarta.persistence.EntityNotFoundException;
import jakarta.persistence.LockModeType;
import java.util.Optional;
import org.hibernate.LockMode;
import org.hibernate.Session;

/**
 * A Panache repository whose locks always return the row's current state. Hibernate does not read an entity again when
 * it locks one that the session has already read; this repository does.
 *
 * @param <E> the entity
 * @param <I> its id
 */
public interface LockingRepository<E, I> extends PanacheRepositoryBase<E, I> {

    /** Returns the type of the entity. */
    Class<E> type();

    /**
     * Returns the row, locked until the transaction ends against changes and other locks, or empty if there is none.
     */
    default Optional<E> findForUpdate(I id) {
        return find(id, LockModeType.PESSIMISTIC_WRITE);
    }

    /**
     * Returns the row, locked until the transaction ends against changes but not other shared locks, or empty if there
     * is none.
     */
    default Optional<E> findForShare(I id) {
        return find(id, LockModeType.PESSIMISTIC_READ);
    }

    private Optional<E> find(I id, LockModeType lock) {
        Session session = getEntityManager().unwrap(Session.class);
        Optional<E> managed = managed(session, id);
        if (managed.isEmpty()) {
            return Optional.ofNullable(session.find(type(), id, lock));
        }
        LockMode held = session.getCurrentLockMode(managed.get());
        // WRITE: inserted or updated by this transaction, and so locked by PostgreSQL.
        if (held == LockMode.WRITE || held == LockMode.PESSIMISTIC_WRITE || held.toJpaLockMode() == lock) {
            return managed;
        }
        try {
            session.flush();
            session.refresh(managed.get(), lock);
            return managed;
        } catch (EntityNotFoundException e) {
            return Optional.empty();
        }
    }

    private Optional<E> managed(Session session, I id) {
        // Hibernate 7.2 fails on getManagedEntities in a session that has not read an entity yet.
        if (session.getStatistics().getEntityCount() == 0) {
            return Optional.empty();
        }
        return session.getManagedEntities(type()).stream()
                .filter(entity -> session.getIdentifier(entity).equals(id))
                .findFirst();
    }
}
