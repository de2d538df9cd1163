/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile.workbook;

import java.io.CharConversionException;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;
import java.util.function.Predicate;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Reads one XML part of a workbook from element to element, whatever their namespaces. A document type is refused, so there
 * are no entities to be expanded or fetched. Not thread-safe.
 */
final class PartReader implements Closeable {

    /** Longest text that is kept, in UTF-16 units: longer than feedback may be, so that it is told as too long. */
    static final int LONGEST_TEXT = 1 << 17;

    private static final String BROKEN =
            "A part of the workbook is not well-formed: open it in a spreadsheet program and "
                    + "save it again, or save the sheet as CSV.";

    private final InputStream source;
    private final XMLStreamReader xml;

    PartReader(InputStream source) throws IOException {
        this.source = source;
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            this.xml = factory.createXMLStreamReader(source);
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Moves on to the next beginning or end of an element; false at the end of the part. */
    boolean next() throws IOException {
        try {
            while (xml.hasNext()) {
                int event = xml.next();
                if (event == XMLStreamConstants.DTD || event == XMLStreamConstants.ENTITY_REFERENCE) {
                    throw new WorkbookException(BROKEN);
                }
                if (event == XMLStreamConstants.START_ELEMENT || event == XMLStreamConstants.END_ELEMENT) {
                    return true;
                }
            }
            return false;
        } catch (XMLStreamException e) {
            throw broken(e);
        }
    }

    /** Whether an element of that local name begins here. */
    boolean begins(String name) {
        return xml.isStartElement() && xml.getLocalName().equals(name);
    }

    /** Whether an element of that local name ends here. */
    boolean ends(String name) {
        return xml.isEndElement() && xml.getLocalName().equals(name);
    }

    /** An attribute of the element that begins here, by its local name. */
    Optional<String> attribute(String name) {
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            if (xml.getAttributeLocalName(i).equals(name)) {
                return Optional.of(xml.getAttributeValue(i));
            }
        }
        return Optional.empty();
    }

    /** The text of the element that begins here, without that of elements {@code rPh} in it; passes its end. */
    String text(Predicate<String> kept) throws IOException {
        StringBuilder text = new StringBuilder();
        int depth = 1;
        int skipped = 0;
        boolean keeps = kept.test(xml.getLocalName());
        try {
            while (depth > 0) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        depth++;
                        skipped += skipped > 0 || xml.getLocalName().equals("rPh") ? 1 : 0;
                        keeps = skipped == 0 && kept.test(xml.getLocalName());
                    }
                    case XMLStreamConstants.END_ELEMENT -> {
                        depth--;
                        skipped = Math.max(0, skipped - 1);
                        keeps = false;
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA, XMLStreamConstants.SPACE -> {
                        if (keeps && text.length() < LONGEST_TEXT) {
                            text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                        }
                    }
                    case XMLStreamConstants.ENTITY_REFERENCE, XMLStreamConstants.DTD ->
                        throw new WorkbookException(BROKEN);
                    default -> {}
                }
            }
        } catch (XMLStreamException e) {
            throw broken(e);
        }
        return text.toString();
    }

    private static IOException broken(XMLStreamException e) {
        // Bytes that are no text are the part's fault, not that of whoever reads it from a disk.
        return e.getNestedException() instanceof IOException nested && !(nested instanceof CharConversionException)
                ? nested
                : new WorkbookException(BROKEN);
    }

    @Override
    public void close() throws IOException {
        source.close();
    }
}
