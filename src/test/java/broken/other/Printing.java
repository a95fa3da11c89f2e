package broken.other;

class Printing {

	void say(String text) {
		System.out.println(text);
	}

}
