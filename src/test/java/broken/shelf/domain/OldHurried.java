package broken.shelf.domain;

class OldHurried {

	long time() {
		return System.currentTimeMillis();
	}

}
