package load

import "slices"

// Slope is how much y grows for each x: the median of the slopes between all pairs of points (Theil and Sen), which single points
// far off do not turn. 0 with fewer than two.
func Slope(points []Point) float64 {
	var slopes []float64
	for i := range points {
		for j := i + 1; j < len(points); j++ {
			if dx := points[j].X - points[i].X; dx != 0 {
				slopes = append(slopes, (points[j].Y-points[i].Y)/dx)
			}
		}
	}
	return middle(slopes)
}

func middle(values []float64) float64 {
	if len(values) == 0 {
		return 0
	}
	slices.Sort(values)
	n := len(values)
	return (values[(n-1)/2] + values[n/2]) / 2
}
