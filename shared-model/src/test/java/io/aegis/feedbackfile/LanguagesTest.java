/* SPDX-License-Identifier: GPL-3.0-or-later */
package io.aegis.feedbackfile;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;

import io.aegis.feedbackfile.FileInspector.Extent;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The columns of exports in other languages than English and German, whose tests are {@link ExportsTest}. */
class LanguagesTest {

    private static FilePreview inspect(String file) throws IOException {
        return new FileInspector()
                .inspect(FileSource.of(file.getBytes(StandardCharsets.UTF_8)), FileRows.options(), Extent.WHOLE);
    }

    private static Map<String, String> map(FilePreview preview) {
        FileLayout layout = preview.layout();
        return layout.places().entrySet().stream()
                .collect(Collectors.toMap(
                        each -> each.getKey().wireName(),
                        each -> layout.columns().get(each.getValue().column())));
    }

    /** With prose in all columns, so that it is the names that tell. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '!',
            value = {
                "ID;Objet;Description;Demandeur;Statut;Créé le!Description",
                "Horodateur;Adresse e-mail;Votre avis!Votre avis",
                "Titre de l'avis;Texte de l’avis;Réponse de l'entreprise;Auteur!Texte de l’avis",
                "N° client;Ville;COMMENTAIRE;Priorité!COMMENTAIRE",
                "Marca temporal;Dirección de correo electrónico;Su opinión!Su opinión",
                "Título;Reseña;Respuesta de la empresa;Autor!Reseña",
                "ID;Asunto;Descripción;Solicitante;Estado;Prioridad!Descripción",
                "Asunto;Mensaje;Agente!Mensaje",
                "Informazioni cronologiche;Indirizzo email;Commenti!Commenti",
                "Titolo;Testo della recensione;Risposta dell'azienda;Autore!Testo della recensione",
                "ID;Oggetto;Descrizione;Richiedente;Stato!Descrizione",
                "Carimbo de data/hora;Endereço de e-mail;Sugestões!Sugestões",
                "Título;Comentário;Resposta da empresa;Loja!Comentário",
                "Assunto;Mensagem;Atendente;Situação!Mensagem",
                "Tijdstempel;E-mailadres;Opmerkingen!Opmerkingen",
                "Onderwerp;Omschrijving;Aanvrager;Afdeling!Omschrijving",
                "Titel;Recensie;Reactie van het bedrijf;Plaats!Recensie",
                "Sygnatura czasowa;Adres e-mail;Twoja opinia!Twoja opinia",
                "Temat;Treść zgłoszenia;Zgłaszający;Stan!Treść zgłoszenia",
                "Tytuł;Treść opinii;Odpowiedź firmy;Sklep!Treść opinii",
                "Zaman damgası;E-posta Adresi;Görüşleriniz!Görüşleriniz",
                "BAŞLIK;YORUM;SATICI YANITI;MAĞAZA!YORUM",
                "Konu;Açıklama;Talep Eden;Durum!Açıklama",
                "KONU;AÇIKLAMA;DURUM!AÇIKLAMA",
                "titulo;resena;tienda!resena"
            })
    void the_text_is_known_by_its_name(String header, String column) throws IOException {
        String row = header.replaceAll("[^;]+", "the app is slow and it often crashes");
        FilePreview preview = inspect(header + "\n" + row + "\n" + row.replace("slow", "quick") + "\n");
        assertThat(preview.layout().column()).as("%s", preview.problems()).contains(column);
        assertThat(preview.needsMapping()).isFalse();
        assertThat(preview.rows()).hasSize(2);
    }

    /** A header and two rows as exports of a language have them, the column of the text, and where the rest is found. */
    static Stream<Arguments> exports() {
        return Stream.of(
                Arguments.of(
                        "french",
                        """
                        N° de ticket;Date de création;Canal;Adresse e-mail;Client;Note;Langue;Commentaire
                        4711;03/04/2026 14:05;Téléphone;a@example.fr;Anne Durand;2;fr;Le colis n'est jamais arrivé
                        4712;13/04/2026 09:00;Courriel;b@example.fr;Luc Petit;5;fr;Très bon accueil, merci
                        """,
                        "Commentaire",
                        Map.ofEntries(
                                entry("external_id", "N° de ticket"),
                                entry("occurred_at", "Date de création"),
                                entry("channel", "Canal"),
                                entry("customer_ref", "Adresse e-mail"),
                                entry("author", "Client"),
                                entry("rating", "Note"),
                                entry("language", "Langue"))),
                Arguments.of(
                        "spanish",
                        """
                        Fecha,Usuario,Valoración,Idioma,Título,Reseña,ID de la reseña
                        13/01/2026,Ana,4,es,Bien,"Muy buena, pero lenta al abrir",r-1
                        14/01/2026,Luis,1,es,Mal,No me devuelven el dinero,r-2
                        """,
                        "Reseña",
                        Map.ofEntries(
                                entry("external_id", "ID de la reseña"),
                                entry("occurred_at", "Fecha"),
                                entry("author", "Usuario"),
                                entry("rating", "Valoración"),
                                entry("language", "Idioma"))),
                Arguments.of(
                        "italian",
                        """
                        Data,Autore,Voto,Lingua,Recensione,Codice cliente,Canale
                        13/01/2026,Ada,2,it,"Pessimo servizio, mai più",C-1,Negozio online
                        14/01/2026,Ugo,5,it,Spedizione veloce e pacco integro,C-2,Telefono
                        """,
                        "Recensione",
                        Map.ofEntries(
                                entry("customer_ref", "Codice cliente"),
                                entry("channel", "Canale"),
                                entry("occurred_at", "Data"),
                                entry("author", "Autore"),
                                entry("rating", "Voto"),
                                entry("language", "Lingua"))),
                Arguments.of(
                        "portuguese",
                        """
                        Data da avaliação;Nome do cliente;Nota;Comentário;E-mail do cliente;Origem
                        13/01/2026;Rui;1;Paguei duas vezes e ninguém responde;r@example.pt;Loja
                        14/01/2026;Eva;5;Entrega rápida e bem embalada;e@example.pt;Site
                        """,
                        "Comentário",
                        Map.ofEntries(
                                entry("customer_ref", "E-mail do cliente"),
                                entry("channel", "Origem"),
                                entry("occurred_at", "Data da avaliação"),
                                entry("author", "Nome do cliente"),
                                entry("rating", "Nota"))),
                Arguments.of(
                        "dutch",
                        """
                        Klantnummer;Datum;Kanaal;Cijfer;Toelichting;Taal
                        88;13-01-2026;Webshop;4;De bezorging duurde veel te lang;nl
                        89;14-01-2026;Telefoon;9;Prima geholpen door de dame aan de lijn;nl
                        """,
                        "Toelichting",
                        Map.ofEntries(
                                entry("customer_ref", "Klantnummer"),
                                entry("channel", "Kanaal"),
                                entry("occurred_at", "Datum"),
                                entry("rating", "Cijfer"),
                                entry("language", "Taal"))),
                Arguments.of(
                        "polish",
                        """
                        Numer zgłoszenia;Data utworzenia;Źródło;Nr klienta;Imię i nazwisko;Ocena;Treść wiadomości;Język
                        7;13.01.2026;Sklep;K-1;Jan Nowak;1;Paczka nie dotarła i nikt nie odpisuje;pl
                        8;14.01.2026;Telefon;K-2;Ewa Lis;5;Szybka wysyłka, wszystko zgodne z opisem;pl
                        """,
                        "Treść wiadomości",
                        Map.ofEntries(
                                entry("external_id", "Numer zgłoszenia"),
                                entry("customer_ref", "Nr klienta"),
                                entry("channel", "Źródło"),
                                entry("occurred_at", "Data utworzenia"),
                                entry("author", "Imię i nazwisko"),
                                entry("rating", "Ocena"),
                                entry("language", "Język"))),
                Arguments.of(
                        "turkish",
                        """
                        TALEP NO;YORUM TARİHİ;KANAL;MÜŞTERİ NO;MÜŞTERİ ADI;PUAN;YORUM;DİL
                        7;13.01.2026;Mağaza;M-1;Ayşe Yılmaz;1;Kargo hâlâ gelmedi, kimse cevap vermiyor;tr
                        8;14.01.2026;Telefon;M-2;Ali Demir;5;Çok hızlı geldi, teşekkürler;tr
                        """,
                        "YORUM",
                        Map.ofEntries(
                                entry("external_id", "TALEP NO"),
                                entry("customer_ref", "MÜŞTERİ NO"),
                                entry("channel", "KANAL"),
                                entry("occurred_at", "YORUM TARİHİ"),
                                entry("author", "MÜŞTERİ ADI"),
                                entry("rating", "PUAN"),
                                entry("language", "DİL"))));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("exports")
    void what_else_there_is_is_known_by_its_name_too(
            String language, String file, String column, Map<String, String> others) throws IOException {
        FilePreview preview = inspect(file);

        assertThat(preview.layout().column()).as(language).contains(column);
        assertThat(map(preview)).as(language).isEqualTo(others);
    }

    @Test
    void a_day_that_is_no_month_tells_that_days_come_first() throws IOException {
        FilePreview preview = inspect("""
            Date de création;Commentaire
            03/04/2026 14:05;Le colis n'est jamais arrivé
            13/04/2026 09:00;Très bon accueil, merci
            """);

        assertThat(preview.layout().dayFirst()).contains(true);
    }

    @Test
    void a_note_is_a_rating_or_a_text_by_what_is_in_it() throws IOException {
        FilePreview english = inspect("""
            id,feedback,note
            1,The app is slow since June,call him tomorrow please
            2,Where is my parcel now,she was rude on the phone
            """);
        assertThat(english.layout().column()).contains("feedback");
        assertThat(map(english)).isEqualTo(Map.of("external_id", "id"));
    }
}
