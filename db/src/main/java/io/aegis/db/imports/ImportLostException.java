package io.aegis.db.imports;

/** Another run owns the import by now: this one must not go on with it. */
public final class ImportLostException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ImportLostException() {
        super("another run goes on with this import");
    }
}
