/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.online.imports;

import io.aegis.db.keys.Caller;
import io.aegis.online.security.DerivedKey;
import io.aegis.settings.Secret;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Ids of imports. They are UUIDv7s whose last 62 bits are a signature of the id of the key that uploaded it, or of none, so that
 * the id itself tells whether a key uploaded it, or somebody without one. Whoever uploads a file that was there already gets
 * another's import, and a proof that it had the file. Thread-safe.
 */
public final class ImportIds {

    private static final int PROOF_BYTES = 16;

    /** The two bits before are the variant of RFC 9562. */
    private static final long SIGNED = -1L >>> 2;

    private final DerivedKey key;
    private final Supplier<UUID> ids;

    /**
     * Ids that are signed.
     *
     * @param bootstrap what the signing key is derived from
     * @param ids new UUIDv7s
     */
    public ImportIds(Secret bootstrap, Supplier<UUID> ids) {
        this.key = new DerivedKey(bootstrap, "aegis import");
        this.ids = ids;
    }

    /** A new id for what a caller uploads. */
    UUID next(Optional<Caller> caller) {
        return signed(ids.get(), caller);
    }

    /** Whether an import was uploaded with a caller's key; of who has none, without one. */
    boolean isOf(UUID id, Optional<Caller> caller) {
        return signed(id, caller).equals(id);
    }

    /** What shows that a caller uploaded a file whose import is another's. */
    String proof(UUID id, Optional<Caller> caller) {
        byte[] signature = key.sign(text(id.getMostSignificantBits(), id.getLeastSignificantBits(), caller));
        return Base64.getUrlEncoder().withoutPadding().encodeToString(Arrays.copyOf(signature, PROOF_BYTES));
    }

    /** Whether a caller shows that it uploaded the file. */
    boolean proves(String proof, UUID id, Optional<Caller> caller) {
        return MessageDigest.isEqual(
                proof.getBytes(StandardCharsets.UTF_8), proof(id, caller).getBytes(StandardCharsets.UTF_8));
    }

    private UUID signed(UUID id, Optional<Caller> caller) {
        long most = id.getMostSignificantBits();
        long signature = ByteBuffer.wrap(key.sign(text(most, 0, caller))).getLong();
        return new UUID(most, (id.getLeastSignificantBits() & ~SIGNED) | (signature & SIGNED));
    }

    private static byte[] text(long most, long least, Optional<Caller> caller) {
        byte[] holder = caller.map(Caller::id).orElse("").getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(2 * Long.BYTES + holder.length)
                .putLong(most)
                .putLong(least)
                .put(holder)
                .array();
    }
}
