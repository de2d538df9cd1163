/** API keys: issued once, stored as hashes, revocable. */
package io.aegis.db.keys;
