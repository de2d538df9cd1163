package io.aegis.db.imports;

/**
 * A file that is staged as a whole.
 *
 * @param sha256 of the file as it was sent; 32 bytes, nobody changes them
 * @param bytes length of the file as it was sent
 * @param stagedBytes length as it is staged, in UTF-8
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record StagedFile(byte[] sha256, long bytes, long stagedBytes) {}
