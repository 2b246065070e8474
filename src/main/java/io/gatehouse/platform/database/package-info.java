/** PostgreSQL as the blocks see it: statements with named parameters, and the rows they bring. */
package io.gatehouse.platform.database;
