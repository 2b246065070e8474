package io.gatehouse.kernel.database;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/**
 * A Panache repository whose rows are changed only by conditional statements. Its entities are detached, so that they
 * are read again the next time and assigned fields do not overwrite changes of other transactions.
 *
 * @param <E> the entity
 * @param <I> its id
 */
public interface DetachedRepository<E, I> extends PanacheRepositoryBase<E, I> {

    /** Detaches the entity and returns it. */
    default E detached(E read) {
        getEntityManager().detach(read);
        return read;
    }
}
