/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.batch.feedbackimport;

import com.github.f4b6a3.uuid.UuidCreator;
import io.aegis.batch.TestDatabase;
import io.aegis.db.imports.FeedbackImport;
import io.aegis.db.imports.ImportQueries;
import io.aegis.db.imports.ImportStaging;
import io.aegis.db.imports.StagedFile;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.UUID;

/** Puts files where imports find them, as the online application does. */
final class StagedFiles {

    private StagedFiles() {}

    static UUID stage(TestDatabase database, String csv) throws Exception {
        return stage(database, csv.getBytes(StandardCharsets.UTF_8));
    }

    static UUID stage(TestDatabase database, byte[] file) throws Exception {
        ImportStaging staging = new ImportStaging(database.database(), UuidCreator::getTimeOrderedEpoch);
        UUID id = UuidCreator.getTimeOrderedEpoch();
        staging.open(id, "test.csv", TestDatabase.ample());
        for (int from = 0; from < file.length; from += ImportStaging.PIECE) {
            byte[] piece = Arrays.copyOfRange(file, from, Math.min(file.length, from + ImportStaging.PIECE));
            staging.append(id, from / ImportStaging.PIECE, piece, TestDatabase.ample());
        }
        byte[] sha256 = MessageDigest.getInstance("SHA-256").digest(file);
        return staging.finish(id, new StagedFile(sha256, file.length, file.length), true, TestDatabase.ample())
                .id();
    }

    static FeedbackImport progress(TestDatabase database, UUID id) throws Exception {
        return new ImportQueries(database.database())
                .get(id, TestDatabase.ample())
                .orElseThrow();
    }
}
