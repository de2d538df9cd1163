/** Feedback in MariaDB: storing it once, upgrading it, listing it, resolving it. */
package io.aegis.db.feedback;
