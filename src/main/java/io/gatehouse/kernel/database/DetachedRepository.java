package io.gatehouse.kernel.database;

import io.quarkus.hibernate.orm.panache.PanacheRepositoryBase;

/**
 * A Panache repository whose rows are changed by statements with conditions alone. What it reads is detached: it is read anew
 * the next time, and a field assigned to it is not written back over what another transaction has changed meanwhile.
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
