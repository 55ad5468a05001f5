SELECT record FROM published.publications WHERE pid = $1
