package pl.chronobook.transfer.domain;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/**
 * Looks into ZIP archives: those we export, and those that shops send. What is inside may
 * be anything, and may unpack to far more than it seems.
 */
final class Archives {

	/** As many bytes as an archive may unpack to, what is of no interest included. */
	static final long MAX_UNPACKED = 200L * 1024 * 1024;

	private static final int MAX_ENTRIES = 20_000;

	private static final byte[] MAGIC = { 'P', 'K', 3, 4 };

	private Archives() {
	}

	static boolean isArchive(Upload file) {
		return Arrays.equals(file.head(MAGIC.length), MAGIC);
	}

	/**
	 * Hands over each file of an archive. Names lead nowhere, for the files on the disk
	 * have others; archives in archives stay closed.
	 * @param scratch where the files of interest go
	 * @throws UnreadableFileException if it is damaged, a spreadsheet, or too large
	 */
	static List<Upload> unpack(Upload archive, Scratch scratch, Keeping keeping) {
		List<Upload> kept = new ArrayList<>();
		long[] unpacked = new long[1];
		int entries = 0;
		try (ZipInputStream zip = new ZipInputStream(new BufferedInputStream(archive.open(0)))) {
			for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
				if (entry.getName().equals("[Content_Types].xml")) {
					throw new UnreadableFileException(FileProblem.SPREADSHEET);
				}
				if (++entries > MAX_ENTRIES) {
					throw new UnreadableFileException(FileProblem.ZIP_BOMB);
				}
				if (!entry.isDirectory()) {
					Path file = read(zip, scratch, unpacked);
					Upload upload = new Upload(entry.getName(), file);
					if (keeping.keeps(upload)) {
						kept.add(upload);
					}
					else {
						Files.delete(file);
					}
				}
			}
		}
		catch (IOException | IllegalArgumentException ex) {
			throw new UnreadableFileException(FileProblem.ZIP_DAMAGED);
		}
		return kept;
	}

	private static Path read(InputStream entry, Scratch scratch, long[] unpacked) throws IOException {
		Path file = scratch.copy(entry, Math.min(HistoryImport.MAX_BYTES, MAX_UNPACKED - unpacked[0]));
		if (file == null) {
			throw new UnreadableFileException(FileProblem.ZIP_BOMB);
		}
		unpacked[0] += Files.size(file);
		return file;
	}

	/**
	 * Says which files are of interest.
	 */
	@FunctionalInterface
	interface Keeping {

		boolean keeps(Upload file);

	}

}
